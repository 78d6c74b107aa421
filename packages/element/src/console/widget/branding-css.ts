import type { WireBrandingSettings } from '@support-chat/sdk/protocol/admin';

/**
 * The style sheet that says the same as the branding of a widget, for a page that would rather keep it to itself. Values
 * that could end a declaration are left out, as the widget ignores them too.
 */
export function brandingCss({ accent, font, radius, launcher = {} }: WireBrandingSettings): string {
  const declarations = Object.entries({
    accent,
    font,
    radius: inPixels(radius),
    'launcher-size': inPixels(launcher.size),
    'offset-inline': inPixels(launcher.offset_inline),
    'offset-block': inPixels(launcher.offset_block),
  }).flatMap(([name, value]) =>
    value === undefined || /[;{}<>\\]/.test(value) ? [] : [`  --support-chat-${name}: ${value};\n`],
  );
  return `support-chat {\n${declarations.join('')}}\n`;
}

function inPixels(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value}px`;
}
