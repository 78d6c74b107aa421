/** A file that does not reach the visitor, for a reason its sender can understand. Another try would end the same way. */
export class MediaRefusal extends Error {
  override readonly name = 'MediaRefusal';
}
