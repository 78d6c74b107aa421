/** What goes wrong. `before` and `after` say whether the call still has its effect. */
export type FaultKind =
  | { readonly kind: 'error'; readonly code: number; readonly description?: string; readonly retryAfter?: number }
  /** The caller never gets an answer; `after` is the lost response of a call that did happen. */
  | { readonly kind: 'timeout'; readonly when: 'before' | 'after' }
  /** The connection breaks while the answer is read. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The webhook gets its next update twice, as after an answer that came too late. */
  | { readonly kind: 'duplicate delivery' }
  /** The next update reaches the webhook this much later, while other queues go on: out of order across queues. */
  | { readonly kind: 'late delivery'; readonly seconds: number };

/** Faults of what the bot is told, as opposed to what it asks. */
type DeliveryKind = 'duplicate delivery' | 'late delivery';
export type CallFault = Exclude<FaultRule, { kind: DeliveryKind }>;

export type FaultRule = FaultKind & {
  /** Bot API method, in any case; `*` is every method but getUpdates. Default `*`. */
  readonly method?: string;
  /** Only calls whose parameters, as JSON, contain this text. */
  readonly contains?: string;
  /** How often it strikes. Default 1. */
  readonly times?: number;
};

export interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  readonly remaining: number;
}

/** Faults wait for the calls they fit and strike in the order they were set. */
export class Faults {
  #active: ActiveFault[] = [];
  #nextId = 1;

  add(rule: FaultRule): ActiveFault {
    const fault = { id: this.#nextId++, rule, remaining: rule.times ?? 1 };
    this.#active.push(fault);
    return fault;
  }

  remove(id: number): void {
    this.#active = this.#active.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.#active = [];
  }

  list(): readonly ActiveFault[] {
    return this.#active;
  }

  get hasDelays(): boolean {
    return this.#active.some(({ rule }) => rule.kind === 'late delivery');
  }

  /** The fault that strikes this call, used up once. */
  takeForCall(method: string, params: Record<string, unknown>): CallFault | undefined {
    return this.#take((rule): rule is CallFault => {
      if (rule.kind === 'duplicate delivery' || rule.kind === 'late delivery') return false;
      const wanted = (rule.method ?? '*').toLowerCase();
      if (wanted === '*' ? method === 'getupdates' : wanted !== method) return false;
      return rule.contains === undefined || JSON.stringify(params).includes(rule.contains);
    });
  }

  /** True when the update with this JSON is to be delivered twice. */
  takeForDelivery(body: string): boolean {
    const isMeant = (rule: FaultRule) => rule.kind === 'duplicate delivery' && body.includes(rule.contains ?? '');
    return this.#take((rule): rule is FaultRule => isMeant(rule)) !== undefined;
  }

  /** How many seconds the update with this JSON is to be late; 0 for not at all. */
  takeDelay(body: string): number {
    const late = this.#take(
      (rule): rule is Extract<FaultRule, { kind: 'late delivery' }> =>
        rule.kind === 'late delivery' && body.includes(rule.contains ?? ''),
    );
    return late?.seconds ?? 0;
  }

  #take<Rule extends FaultRule>(fits: (rule: FaultRule) => rule is Rule): Rule | undefined {
    for (const fault of this.#active) {
      const { rule } = fault;
      if (!fits(rule)) continue;
      this.#active = this.#active.flatMap((other) => {
        if (other !== fault) return [other];
        return fault.remaining > 1 ? [{ ...fault, remaining: fault.remaining - 1 }] : [];
      });
      return rule;
    }
    return undefined;
  }
}
