import type { FakeAnswer } from './fake-answers.ts';
import type { Fields } from './fake-desk-answers.ts';

/** Prepared texts: one of the team, and whatever was saved. */
export class FakeResponses {
  readonly #own = new Map<string, Fields>();

  list(): FakeAnswer {
    const ofTeam = { id: 'r1', scope: 'team', shortcut: 'hi', title: 'Hello', body: 'Hello {{visitor}}' };
    return { canned_responses: [ofTeam, ...this.#own.values()] };
  }

  /** Answers an endpoint; undefined for one that is about something else. */
  answer(endpoint: string, fields: Fields, query: Fields): FakeAnswer | undefined {
    switch (endpoint) {
      case 'POST own-response':
        return this.#save(`own-${this.#own.size + 1}`, fields);
      case 'PUT own-response':
        return this.#own.has(String(fields['id']))
          ? this.#save(String(fields['id']), fields)
          : [404, 'record_not_found'];
      case 'DELETE own-response':
        return this.#own.delete(String(query['id'])) ? { outcome: 'deleted' } : [404, 'record_not_found'];
      default:
        return undefined;
    }
  }

  #save(id: string, fields: Fields): FakeAnswer {
    const saved = { scope: 'own', ...this.#own.get(id), ...fields, id };
    this.#own.set(id, saved);
    return { canned_response: saved };
  }
}
