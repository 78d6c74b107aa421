import type { WireAdminDepartment, WireAdminWidget } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import { ChosenInSight } from '../../desk/chosen-in-sight.ts';
import { renderTabs } from '../../desk/tabs/tabs.ts';
import { DraftController } from '../changes/draft-controller.ts';
import type { Path } from '../changes/json.ts';
import { renderConflict, renderSaveBar } from '../form/save-bar.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';
import { renderAppearance } from './appearance-tab.ts';
import { allWidgetFields } from './fields.ts';
import { renderHours } from './hours-tab.ts';
import { renderLanguages } from './languages-tab.ts';
import { renderPrechat } from './prechat-tab.ts';
import { renderBehavior, renderWebsites } from './simple-tabs.ts';
import type { TabModel } from './tab-model.ts';
import { asWidgetSettings, settingsOf } from './widget-settings.ts';
import { widgetEditorStyles } from './widget-editor.styles.ts';

type TabName = keyof ConsolePhrases['tabs'];

const TABS: Readonly<Record<TabName, (model: TabModel) => TemplateResult>> = {
  appearance: renderAppearance,
  behavior: renderBehavior,
  prechat: renderPrechat,
  languages: renderLanguages,
  hours: renderHours,
  triggers: (model) => html`<support-console-triggers exportparts=${PARTS} .model=${model}></support-console-triggers>`,
  websites: renderWebsites,
  install: (model) => html`<support-console-install exportparts=${PARTS} .model=${model}></support-console-install>`,
};

interface Loaded {
  readonly widget: WireAdminWidget;
  readonly departments: readonly WireAdminDepartment[];
}

/** One widget: its settings by tabs, beside what they look like. All tabs are one draft, which is saved as a whole. */
export class ConsoleWidgetElement extends ConsoleSection {
  static override styles = [ConsoleSection.styles, widgetEditorStyles];
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, widgetId: { attribute: false } };

  declare widgetId: string;

  protected readonly tabs = new ChosenInSight(this, '.scroll-x', '[aria-selected=true]');

  readonly #draft = new DraftController(this, {
    save: async (changed, version) => {
      const change = { widget_id: this.widgetId, version: version ?? 0, ...changed };
      const { widget } = await this.context.client.updateWidget(change);
      this.#keep(widget);
      return settingsOf(widget);
    },
    read: async () => {
      const { widget } = await this.context.client.getWidget(this.widgetId);
      this.#keep(widget);
      return settingsOf(widget);
    },
    fail: (cause) => this.context.fail(cause),
    onTaken: (count) => this.context.tell(this.words.conflictTaken(count)),
    onSaved: () => this.context.saved('widget', this.widgetId),
    onChange: (count) => this.context.setUnsaved(count),
  });
  readonly #loaded = new LoadController<Loaded>(this, async () => {
    const { client } = this.context;
    const [{ widget }, { departments }] = await Promise.all([
      client.getWidget(this.widgetId),
      client.listDepartments(),
    ]);
    this.#draft.begin(settingsOf(widget));
    return { widget, departments };
  });

  protected override renderSection(): TemplateResult {
    return this.#loaded.render(this.words, (loaded) => this.#renderEditor(loaded));
  }

  #renderEditor({ widget, departments }: Loaded): TemplateResult {
    const { words, context } = this;
    const draft = this.#draft;
    const wanted = context.path[1] ?? '';
    const tab: TabName = Object.hasOwn(TABS, wanted) ? (wanted as TabName) : 'appearance';
    const settings = asWidgetSettings(draft.settings);
    return html`<div class="head sticky" part="section-header">
        <button
          class="icon-button back"
          part="icon-button"
          type="button"
          aria-label="${words.actions.back}: ${words.sections.widgets}"
          @click=${() => context.navigate('widgets')}
        >
          ${renderDeskIcon('back')}
        </button>
        <h1 class="grow cut">${settings.name}</h1>
        ${renderSaveBar(draft, words)}
      </div>
      <div class="scroll-x">
        ${renderTabs({
          label: words.sections.widgets,
          tabs: (Object.keys(TABS) as TabName[]).map((id) => ({ id, label: words.tabs[id] })),
          selected: tab,
          panelId: 'panel',
          onSelect: (id) => context.navigate(`widgets/${widget.id}/${id}`),
        })}
      </div>
      <div class="editor">
        <div class="stack" id="panel" role="tabpanel" aria-labelledby="tab-${tab}">
          ${TABS[tab]({ context, words, widget, draft, departments })}
        </div>
        ${
          tab === 'install'
            ? nothing
            : html`<aside aria-label=${words.preview}>
                <support-console-preview
                  exportparts=${PARTS}
                  .settings=${settings}
                  .words=${words}
                  .topic=${tab}
                  lang=${context.language.chat.phrases.code}
                ></support-console-preview>
              </aside>`
        }
      </div>
      ${renderConflict(draft, words, allWidgetFields(words), (path) => labelOf(path, words))}`;
  }

  #keep(widget: WireAdminWidget): void {
    const loaded = this.#loaded.value;
    if (loaded !== null) this.#loaded.set({ ...loaded, widget });
  }
}

/** What a setting is called that has no field of its own, by the tab on which it has an editor. */
function labelOf(path: Path, words: ConsolePhrases): string {
  const group = {
    prechat: words.tabs.prechat,
    triggers: words.tabs.triggers,
    working_hours: words.tabs.hours,
    localization: words.tabs.languages,
  }[path.split('.', 1)[0] ?? ''];
  return group ?? path;
}
