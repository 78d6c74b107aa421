/** What goes wrong. `before` and `after` say whether the call still has its effect. */
export type FaultKind =
  | { readonly kind: 'error'; readonly code: number; readonly description?: string; readonly retryAfter?: number }
  /** The caller never gets an answer; `after` is the lost response of a call that did happen. */
  | { readonly kind: 'timeout'; readonly when: 'before' | 'after' }
  /** The connection breaks while the answer is read. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The webhook gets its next update twice, as after an answer that came too late. */
  | { readonly kind: 'duplicate delivery' };

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

  /** The fault that strikes this call, used up once. */
  takeForCall(method: string, params: Record<string, unknown>): FaultRule | undefined {
    return this.#take(({ rule }) => {
      if (rule.kind === 'duplicate delivery') return false;
      const wanted = (rule.method ?? '*').toLowerCase();
      if (wanted === '*' ? method === 'getupdates' : wanted !== method) return false;
      return rule.contains === undefined || JSON.stringify(params).includes(rule.contains);
    });
  }

  /** True when the update with this JSON is to be delivered twice. */
  takeForDelivery(body: string): boolean {
    return (
      this.#take(
        ({ rule }) =>
          rule.kind === 'duplicate delivery' && (rule.contains === undefined || body.includes(rule.contains)),
      ) !== undefined
    );
  }

  #take(fits: (fault: ActiveFault) => boolean): FaultRule | undefined {
    const hit = this.#active.find(fits);
    if (!hit) return undefined;
    this.#active = this.#active.flatMap((fault) => {
      if (fault !== hit) return [fault];
      return fault.remaining > 1 ? [{ ...fault, remaining: fault.remaining - 1 }] : [];
    });
    return hit.rule;
  }
}
