/** Whether an animation will come to an end, but has not yet; the dots of somebody who types go on for ever. */
export function isOnItsWay({ playState, effect }: Animation): boolean {
  return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
}
