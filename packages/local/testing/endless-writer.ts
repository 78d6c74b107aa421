/** Writes rows until it is killed, and tells its parent about each one that was acknowledged. */
import { silentLogger } from '../src/database/logger.ts';
import { openLocalDatabase } from '../src/database/open-database.ts';

const [dataDirectory = '', migrationsDirectory = ''] = process.argv.slice(2);
const database = await openLocalDatabase({ dataDirectory, migrationsDirectory, logger: silentLogger });
for (let number = 0; ; number += 1) {
  const body = String(number);
  await database.query('insert into public.note values ($1)', [body]);
  process.send?.(body);
}
