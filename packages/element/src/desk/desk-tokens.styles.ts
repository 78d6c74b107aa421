import { css, unsafeCSS } from 'lit';
import { tokensCss } from '../styles/tokens.ts';

/**
 * The widget's custom properties, with the sizes of an application that people work in all day: a little smaller, with
 * corners that are a little sharper. An accent, a font or a colour set for `<support-chat>` means the same here.
 */
export const deskTokens = css`
  ${unsafeCSS(tokensCss)}
  :host {
    --support-chat-font-size: 14px;
    --support-chat-radius: 16px;
    --_line: 1px solid var(--support-chat-border);
    --_selected: color-mix(in oklch, var(--support-chat-accent) 11%, var(--support-chat-surface));
    --_raised:
      0 0 0 1px var(--support-chat-border), 0 4px 8px -2px rgb(0 0 0 / 0.08), 0 16px 32px -8px rgb(0 0 0 / 0.22);
  }
`;
