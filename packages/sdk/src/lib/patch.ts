/** The state with the change, or the same object when the change says nothing new. */
export function patch<State extends object>(state: State, change: Partial<State>): State {
  const isNews = Object.entries(change).some(([name, value]) => state[name as keyof State] !== value);
  return isNews ? { ...state, ...change } : state;
}
