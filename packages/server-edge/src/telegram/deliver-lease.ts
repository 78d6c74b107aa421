import type { BridgeDeps, BridgeJob } from './bridge-deps.ts';

/**
 * How long a delivery is nobody else's, and a lane stands still after its worker died. When a call begins, three quarters of
 * it are left at least, which is more than the slowest call takes: an upload, 30 seconds.
 */
export const LEASE_SECONDS = 60;
const RENEW_AFTER_MS = 15_000;

/** Another worker has the delivery by now: nothing more may be sent, and nothing be said of how it ended. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  constructor() {
    super('The delivery was handed to another worker meanwhile.');
  }
}

export interface KeptLease extends Pick<BridgeDeps, 'api' | 'storage'> {
  /** Throws a {@link LeaseLostError} when somebody else has the delivery. */
  renew(): Promise<void>;
}

/**
 * The same API and storage, for one delivery: before each call that comes late the lease is renewed, so ten slow uploads in a
 * row take as long as they take. A worker that was away for too long learns of it before it sends anything twice.
 */
export function keepLease(deps: BridgeDeps, job: BridgeJob): KeptLease {
  let renewedAt = deps.clock();
  const renew = async () => {
    if (deps.clock() - renewedAt < RENEW_AFTER_MS) return;
    const { id, attempts } = job;
    const { renewed } = await deps.db.renewLease({ id, attempts, leaseSeconds: LEASE_SECONDS });
    if (!renewed) throw new LeaseLostError();
    renewedAt = deps.clock();
  };
  const kept = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: readonly unknown[]) => {
          await renew();
          return (await Reflect.apply(method, target, given)) as unknown;
        };
      },
    });
  return { api: kept(deps.api), storage: deps.storage && kept(deps.storage), renew };
}
