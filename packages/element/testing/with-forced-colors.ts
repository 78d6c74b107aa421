import { emulateMedia } from '@web/test-runner-commands';
import { canDo } from './known-differences.ts';

/**
 * Looks at what is drawn in some shadow roots while colours are forced. Where the engine cannot be told to force them, it
 * is made to apply the rules that are meant for them: what those rules say is seen, and that the engine reads them.
 */
export async function withForcedColors(roots: readonly ShadowRoot[], look: () => void): Promise<void> {
  if (canDo('emulatedMedia')) {
    await emulateMedia({ forcedColors: 'active' });
    try {
      look();
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
    return;
  }
  const rules = new Set(roots.flatMap((root) => root.adoptedStyleSheets.flatMap(rulesForForcedColors)));
  if (rules.size === 0) throw new Error('There are no rules for forced colours.');
  const conditions = Array.from(rules, ({ media }) => [media, media.mediaText] as const);
  for (const [media] of conditions) media.mediaText = 'all';
  try {
    look();
  } finally {
    for (const [media, condition] of conditions) media.mediaText = condition;
  }
}

function rulesForForcedColors({ cssRules }: CSSStyleSheet): CSSMediaRule[] {
  return [...cssRules].filter(
    (rule): rule is CSSMediaRule =>
      rule instanceof CSSMediaRule && rule.media.mediaText.includes('forced-colors: active'),
  );
}
