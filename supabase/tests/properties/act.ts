import { actAsAgent } from './act-as-agent.ts';
import { actAsOperator } from './act-as-operator.ts';
import { actAsVisitor } from './act-as-visitor.ts';
import { actAsWorker } from './act-as-worker.ts';
import type { Action, ActionKind } from './plan.ts';
import type { World } from './world.ts';

export type Acts<Kind extends ActionKind> = Readonly<
  Record<Kind, (world: World, action: Action) => Promise<unknown> | undefined>
>;

const ACTS: Acts<ActionKind> = { ...actAsVisitor, ...actAsAgent, ...actAsWorker, ...actAsOperator };

/** Does everything in the order given, `atOnce` of them at any time. */
export async function act(world: World, actions: readonly Action[], atOnce: number): Promise<void> {
  const waiting = actions.values();
  const work = async () => {
    for (const action of waiting) await ACTS[action.kind](world, action);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
