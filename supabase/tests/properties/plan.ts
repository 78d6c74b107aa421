import fc from 'fast-check';

/** Something that somebody does. Numbers stand for whatever there is when it is done: the n-th browser, agent, message. */
export interface Action {
  readonly kind: ActionKind;
  readonly who: number;
  readonly what: number;
  readonly how: number;
}

/** How often each is done, compared with the others. */
const WEIGHTS = {
  arrive: 2,
  start: 2,
  post: 14,
  repeat: 6,
  edit: 3,
  remove: 2,
  upload: 3,
  read: 3,
  typing: 1,
  refresh: 6,
  replay: 3,
  identify: 4,
  profile: 2,
  consent: 2,
  track: 2,
  rate: 1,
  end: 3,
  poll: 3,
  exportData: 1,
  transcript: 1,
  answer: 8,
  note: 2,
  editAnswer: 2,
  removeAnswer: 1,
  claim: 10,
  pass: 4,
  assign: 3,
  unassign: 2,
  transfer: 4,
  resolve: 3,
  close: 3,
  reopen: 3,
  describe: 2,
  heartbeat: 4,
  presence: 2,
  ban: 1,
  unban: 1,
  correct: 2,
  lease: 12,
  storage: 1,
  inbox: 2,
  tick: 2,
  rotateKey: 1,
  createWidget: 2,
  deleteWidget: 1,
  invite: 2,
  deactivate: 1,
  activate: 1,
  topicLost: 1,
  resumeChat: 1,
  erase: 1,
} as const;

export type ActionKind = keyof typeof WEIGHTS;

export interface Plan {
  readonly strategy: 'manual' | 'least_busy';
  readonly mode: 'topics' | 'claims';
  /** Everything in a round happens at once; between rounds everybody is quiet. */
  readonly rounds: readonly (readonly Action[])[];
}

export function anyPlan({
  rounds,
  actions,
}: {
  readonly rounds: number;
  readonly actions: number;
}): fc.Arbitrary<Plan> {
  const kinds = Object.entries(WEIGHTS).map(([kind, weight]) => ({
    arbitrary: fc.constant(kind as ActionKind),
    weight,
  }));
  const action = fc.record({
    kind: fc.oneof(...kinds),
    // Few, so that many meet at the same conversation.
    who: fc.nat(5),
    what: fc.nat(7),
    how: fc.nat(99),
  });
  return fc.record({
    strategy: fc.constantFrom('manual', 'least_busy', 'least_busy'),
    mode: fc.constantFrom('topics', 'claims'),
    rounds: fc.array(fc.array(action, { minLength: actions, maxLength: actions, size: 'max' }), {
      minLength: rounds,
      maxLength: rounds,
    }),
  });
}

/** What happened, short enough to be read below a failure. */
export function describePlan({ strategy, mode, rounds }: Plan): string {
  const lines = rounds.map((round) =>
    round.map(({ kind, who, what, how }) => `${kind}(${who},${what},${how})`).join(' '),
  );
  return [`${strategy}, ${mode}`, ...lines].join('\n');
}
