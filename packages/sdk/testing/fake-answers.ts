/** What the fake endpoints answer with: the content, or a refusal. */
export type FakeAnswer = object | readonly [status: number, code: string];

export function toResponse(answer: FakeAnswer): Response {
  return Array.isArray(answer) ? refuse(answer[0] as number, answer[1] as string) : Response.json(answer);
}

/** Without a code it is the page of somebody in between. */
export function refuse(status: number, code?: string, headers: Record<string, string> = {}): Response {
  if (code === undefined) return new Response('<h1>Error</h1>', { status, headers });
  return Response.json({ error: { code, message: `Refused: ${code}.` } }, { status, headers });
}
