/** Which changes of a conversation were heard of, to notice when one was missed. */
export type Revisions = ReturnType<typeof createRevisions>;

/** `known`: everything up to this revision is here. */
export function createRevisions(known: number) {
  let contiguous = known;
  let highest = known;
  /** Heard of, with something missing before them. */
  const ahead = new Set<number>();

  const reach = (revision: number): void => {
    contiguous = Math.max(contiguous, revision);
    highest = Math.max(highest, contiguous);
    for (const one of ahead) if (one <= contiguous) ahead.delete(one);
    while (ahead.delete(contiguous + 1)) contiguous += 1;
  };

  return {
    get contiguous(): number {
      return contiguous;
    },
    get hasGap(): boolean {
      return highest > contiguous;
    },
    /** Everything up to here was asked for. */
    reach,
    /** The change that made this revision was told. */
    hear(revision: number): void {
      highest = Math.max(highest, revision);
      if (revision === contiguous + 1) reach(revision);
      else if (revision > contiguous) ahead.add(revision);
    },
    /** There is such a revision; which change made it was not told. */
    expect(revision: number): void {
      highest = Math.max(highest, revision);
    },
  };
}
