/** What all events of the element share: they bubble, cross shadow roots and carry a typed `detail`. */
export class ChatEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable, detail });
  }
}
