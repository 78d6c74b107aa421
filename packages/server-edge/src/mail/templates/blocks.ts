import { LIGHT } from './colors.ts';
import { Html, html, multiline } from './html.ts';
import { FONT, type Block, type Brand } from './page.ts';

export function paragraph(text: string): Block {
  return {
    html: html`<p class="sc-text" style="margin:0 0 16px; font-size:15.5px; line-height:1.55; color:${LIGHT.text};">
      ${text}
    </p>`,
    text,
  };
}

export function note(text: string): Block {
  return {
    html: html`<p class="sc-muted" style="margin:14px 0 0; font-size:13px; line-height:1.5; color:${LIGHT.muted};">
      ${text}
    </p>`,
    text,
  };
}

export function subheading(text: string): Block {
  return {
    html: html`<h2
      class="sc-text"
      style="margin:28px 0 6px; font-size:16px; line-height:1.3; font-weight:650; letter-spacing:-0.01em; color:${LIGHT.text};"
    >
      ${text}
    </h2>`,
    text: `${text}\n${'-'.repeat(Math.min([...text].length, 60))}`,
  };
}

/** A link that looks like a button in every mail program, because a table is what they all can paint. */
export function button(label: string, url: string, { accent }: Brand): Block {
  return {
    html: html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0 0;">
      <tr>
        <td align="center" bgcolor="${accent.color}" style="background:${accent.color}; border-radius:12px;">
          <a
            href="${url}"
            target="_blank"
            rel="noopener"
            style="display:inline-block; padding:13px 24px; font-family:${new Html(FONT)}; font-size:15px; line-height:1.2; font-weight:600; color:${accent.on}; text-decoration:none; border-radius:12px;"
            >${label}</a
          >
        </td>
      </tr>
    </table>`,
    text: `${label}:\n${url}`,
  };
}

export interface Detail {
  readonly label: string;
  readonly value: string;
}

export function details(items: readonly Detail[]): Block {
  return {
    html: html`<table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      border="0"
      style="margin:8px 0 0;"
    >
      ${items.map(
        ({ label, value }) =>
          html`<tr>
            <td
              class="sc-label sc-muted"
              width="130"
              valign="top"
              style="width:130px; padding:5px 0; font-size:13.5px; line-height:1.45; color:${LIGHT.muted};"
            >
              ${label}
            </td>
            <td
              class="sc-value sc-text"
              valign="top"
              dir="auto"
              style="padding:5px 0; font-size:14.5px; line-height:1.45; color:${LIGHT.text}; overflow-wrap:anywhere; word-break:break-word;"
            >
              ${multiline(value)}
            </td>
          </tr>`,
      )}
    </table>`,
    text: items.map(({ label, value }) => `${label}: ${value}`).join('\n'),
  };
}
