import type { SupportDeps } from './deps.ts';
import { runInBackground } from './run-in-background.ts';

type DeliveryDeps = Pick<SupportDeps, 'telegram' | 'mail' | 'waitUntil' | 'logger'>;

/** Whoever commits something for Telegram also drives its delivery at once; the tick is for what was left. */
export function driveTelegram(deps: DeliveryDeps): void {
  const { telegram } = deps;
  if (telegram !== undefined) runInBackground(deps, 'telegram.outbox', () => telegram.driveOutbox());
}

/** The same for e-mail. */
export function driveMail(deps: DeliveryDeps): void {
  const { mail } = deps;
  if (mail !== undefined) runInBackground(deps, 'mail.outbox', () => mail.driveMail());
}
