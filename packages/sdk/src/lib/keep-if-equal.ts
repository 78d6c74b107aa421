/** The old value when the new one says the same, so that `===` stays a way to ask for changes. For small plain values. */
export function keepIfEqual<Value>(previous: Value, next: Value): Value {
  return JSON.stringify(previous) === JSON.stringify(next) ? previous : next;
}
