/** For start-postgres.test.ts, which kills this: starts a server, says where it is, and waits for its end. */
import { findPostgres, listPlaces } from './find-postgres.ts';
import { findPostgresUser } from './postgres-user.ts';
import { startPostgres } from './start-postgres.ts';

const user = await findPostgresUser();
const [newest] = (await findPostgres(await listPlaces(process.env), user)).found;
if (newest === undefined) throw new Error('There is no PostgreSQL.');
const { url, directory } = await startPostgres(newest, user);
process.stdout.write(`${JSON.stringify({ url, directory })}\n`);
setInterval(() => {}, 1e6);
