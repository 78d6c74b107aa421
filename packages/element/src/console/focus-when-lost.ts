/** Where the keyboard goes on after what had the focus went away; whoever has moved on by themselves stays there. */
export function focusWhenLost(target: HTMLElement | null | undefined): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) target?.focus();
}
