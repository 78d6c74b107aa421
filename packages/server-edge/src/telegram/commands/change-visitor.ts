import { visitorName } from '../format-card.ts';
import { cleanLine } from '../plain-text.ts';
import { say, type CommandAnswer, type CommandContext } from './command-context.ts';

const MAX_NAME_UNITS = 100;

/** `/name Ana Sól`: the card and the topic's name follow by themselves. */
export async function nameVisitor({ deps, agentId, view, argument }: CommandContext): Promise<CommandAnswer> {
  if (argument === '') return say(`${visitorName(view.visitor)}. To change it: /name followed by the new name.`);
  const name = cleanLine(argument, MAX_NAME_UNITS);
  if (name === '') return say('That is no name.');
  await deps.db.updateVisitorByAgent({ agentId, visitorId: view.visitor.id, profile: { name } });
  return { ...say(`The visitor is called ${name} now.`), isShownInTopic: true };
}

/** `/lang de`, a BCP 47 tag. */
export async function setLanguage({ deps, agentId, view, argument }: CommandContext): Promise<CommandAnswer> {
  const now = view.visitor.locale ?? view.visitor.context['language'];
  if (argument === '') {
    return say(`${typeof now === 'string' ? now : 'Unknown'}. To change it: /lang and a code like en, de or pt-BR.`);
  }
  const locale = canonicalLocale(argument);
  if (locale === null) return say('That is no language code. Write one like en, de or pt-BR.');
  await deps.db.updateVisitorByAgent({ agentId, visitorId: view.visitor.id, profile: { locale } });
  return { ...say(`The visitor’s language is ${locale} now.`), isShownInTopic: true };
}

function canonicalLocale(text: string): string | null {
  try {
    const [locale = null] = Intl.getCanonicalLocales(text);
    return locale !== null && locale.length <= 35 ? locale : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
