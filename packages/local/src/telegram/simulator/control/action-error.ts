/** Something a person cannot do, in the words Telegram's apps or servers use for it. */
export class ActionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ActionError';
  }
}
