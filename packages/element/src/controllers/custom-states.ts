/** The element's `:state()`s; does nothing where the browser has none (before Chrome 125, Safari 17.4, Firefox 126). */
export class CustomStates {
  readonly #states: CustomStateSet | undefined;

  constructor(host: HTMLElement) {
    this.#states = host.attachInternals?.().states;
  }

  set(name: string, isOn: boolean): void {
    try {
      if (isOn) this.#states?.add(name);
      else this.#states?.delete(name);
    } catch {
      // Older Chrome accepts only names with dashes in front; styling by state is not there then.
    }
  }
}
