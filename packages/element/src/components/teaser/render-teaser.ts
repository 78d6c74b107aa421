import type { ChatSnapshot } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { LazyParts } from '../../controllers/lazy-parts.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';

export interface TeaserModel {
  readonly snapshot: ChatSnapshot;
  readonly position: string;
  readonly localizer: Localizer;
  readonly parts: LazyParts;
  readonly onStart: () => void;
  readonly onDismiss: () => void;
}

/** The card beside the launcher, when there is something to say. */
export function renderTeaser(model: TeaserModel): TemplateResult | typeof nothing {
  const { proactive, availability } = model.snapshot;
  if (proactive === null) return nothing;
  void model.parts.want('teaser');
  return html`<support-chat-teaser
    exportparts=${PARTS}
    position=${model.position}
    .proactive=${proactive}
    .person=${availability?.agents[0] ?? null}
    .localizer=${model.localizer}
    @start=${model.onStart}
    @dismiss=${model.onDismiss}
  ></support-chat-teaser>`;
}
