/** A second copy on the same page keeps quiet instead of throwing; on a server there is no registry at all. */
export function register(name: string, element: CustomElementConstructor): void {
  if (globalThis.customElements?.get(name) === undefined) globalThis.customElements?.define(name, element);
}
