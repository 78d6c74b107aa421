/**
 * The frame of every e-mail: 600 px, tables and inline styles for old mail programs, a dark side for those that know one,
 * nothing loaded from elsewhere but the widget's own logo. Each block is there twice, as markup and as plain text, so that
 * the two bodies of a mail cannot say different things.
 */
import { accentOf, DARK, LIGHT, type Accent, type Palette } from './colors.ts';
import { Html, html, NOTHING } from './html.ts';
import type { MailTexts } from './mail-texts.ts';

export interface Block {
  readonly html: Html;
  readonly text: string;
}

export interface Brand {
  /** Who writes, as people know them. */
  readonly team: string;
  readonly accent: Accent;
  readonly logoUrl: string | undefined;
}

export interface MailPage {
  readonly texts: MailTexts;
  readonly brand: Brand;
  readonly title: string;
  /** What lists of mails show after the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly string[];
}

export const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

export function brandOf(widget: {
  readonly name: string;
  readonly branding: Readonly<Record<string, unknown>>;
}): Brand {
  const { team_name: team, accent, logo_url: logo } = widget.branding;
  return {
    team: typeof team === 'string' && team.trim() !== '' ? team : widget.name,
    accent: accentOf(accent),
    logoUrl: typeof logo === 'string' && /^https:\/\/[^\s"<>\\]+$/.test(logo) ? logo : undefined,
  };
}

export function renderPage(page: MailPage): Block {
  // Mail programs cut what is long; our indentation is not worth a message less.
  const markup = markupOf(page)
    .toString()
    .replace(/\s*\n\s*/g, '\n');
  return { html: new Html(`<!doctype html>\n${markup}\n`), text: textOf(page) };
}

function textOf({ brand, heading, blocks, footer }: MailPage): string {
  const parts = [brand.team, heading, ...blocks.map((block) => block.text), '-- ', ...footer];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function markupOf({ texts, brand, title, preheader, heading, blocks, footer }: MailPage): Html {
  const { locale, direction } = texts;
  return html`<html lang="${locale}" dir="${direction}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
      <title>${title}</title>
      <style>
        ${new Html(STYLES)}
      </style>
    </head>
    <body class="sc-wash" style="margin:0; padding:0; background:${LIGHT.wash}; -webkit-text-size-adjust:100%;">
      <div
        style="display:none; max-height:0; overflow:hidden; font-size:1px; line-height:1px; color:${LIGHT.wash};"
        aria-hidden="true"
      >
        ${preheader}${new Html('&#847;&zwnj;&nbsp;'.repeat(60))}
      </div>
      <div role="article" aria-roledescription="email" aria-label="${title}" lang="${locale}" dir="${direction}">
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border="0"
          class="sc-wash"
          style="background:${LIGHT.wash};"
        >
          <tr>
            <td align="center" class="sc-outer" style="padding:32px 12px;">
              <table
                role="presentation"
                width="600"
                cellpadding="0"
                cellspacing="0"
                border="0"
                class="sc-card sc-surface"
                style="width:100%; max-width:600px; background:${LIGHT.surface}; border:1px solid ${LIGHT.border}; border-radius:16px; border-collapse:separate;"
              >
                <tr>
                  <td class="sc-pad" style="padding:28px 36px 0;">${letterhead(brand)}</td>
                </tr>
                <tr>
                  <td class="sc-pad" style="padding:26px 36px 36px; font-family:${new Html(FONT)};">
                    <h1
                      class="sc-text"
                      style="margin:0 0 8px; font-size:24px; line-height:1.25; font-weight:650; letter-spacing:-0.02em; color:${LIGHT.text};"
                      dir="auto"
                    >
                      ${heading}
                    </h1>
                    ${blocks.map((block) => block.html)}
                  </td>
                </tr>
              </table>
              <table
                role="presentation"
                width="600"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="width:100%; max-width:600px;"
              >
                <tr>
                  <td class="sc-foot" style="padding:20px 36px 0; font-family:${new Html(FONT)};">
                    ${footer.filter((line) => line !== '').map(footnote)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </div>
    </body>
  </html>`;
}

function letterhead({ team, accent, logoUrl }: Brand): Html {
  const mark =
    logoUrl === undefined
      ? html`<td
          width="32"
          height="32"
          align="center"
          valign="middle"
          bgcolor="${accent.color}"
          style="width:32px; height:32px; background:${accent.color}; border-radius:9px; color:${accent.on}; font-family:${new Html(FONT)}; font-size:15px; font-weight:650; line-height:32px;"
          aria-hidden="true"
        >
          ${initialOf(team)}
        </td>`
      : html`<td valign="middle">
          <img
            src="${logoUrl}"
            height="32"
            alt=""
            style="display:block; height:32px; width:auto; max-width:180px; border:0;"
          />
        </td>`;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0">
    <tr>
      ${mark}
      <td
        valign="middle"
        class="sc-text"
        style="padding-inline-start:11px; padding-left:11px; padding-right:11px; font-family:${new Html(FONT)}; font-size:15px; line-height:1.3; font-weight:600; letter-spacing:-0.01em; color:${LIGHT.text};"
      >
        <bdi>${team}</bdi>
      </td>
    </tr>
  </table>`;
}

function initialOf(team: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(team)?.[0] ?? '';
  return letter.toLocaleUpperCase();
}

function footnote(line: string): Html {
  return html`<p class="sc-muted" style="margin:0 0 8px; font-size:12.5px; line-height:1.5; color:${LIGHT.muted};">
    ${line}
  </p>`;
}

/** Sets what inline styles say for the light side anew for the dark one, and gives small screens their room. */
const STYLES = [
  ':root { color-scheme: light dark; supported-color-schemes: light dark; }',
  `@media (prefers-color-scheme: dark) { ${rulesFor(DARK, '')} }`,
  // Outlook on the web and in the app marks what it has darkened with these.
  rulesFor(DARK, '[data-ogsc] '),
  '@media (max-width: 620px) { .sc-outer { padding: 0 0 24px !important; } .sc-card { border-width: 0 0 1px !important; border-radius: 0 !important; } .sc-pad { padding-left: 20px !important; padding-right: 20px !important; } .sc-foot { padding-left: 20px !important; padding-right: 20px !important; } .sc-bubble { max-width: 290px !important; } .sc-label { display: block !important; width: auto !important; padding: 10px 0 0 !important; } .sc-value { display: block !important; width: auto !important; padding: 1px 0 0 !important; } }',
].join('\n');

function rulesFor(palette: Palette, scope: string): string {
  const { wash, surface, raised, text, muted, border, edge } = palette;
  return [
    `${scope}.sc-wash { background: ${wash} !important; }`,
    `${scope}.sc-surface { background: ${surface} !important; border-color: ${border} !important; }`,
    `${scope}.sc-raised { background: ${raised} !important; color: ${text} !important; }`,
    `${scope}.sc-text { color: ${text} !important; }`,
    `${scope}.sc-muted { color: ${muted} !important; }`,
    `${scope}.sc-edge { border-color: ${edge} !important; }`,
  ].join(' ');
}

export const EMPTY: Block = { html: NOTHING, text: '' };
