/** The fields of a JSON body; none of what is no object. */
export async function readBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await request.json().catch((error: unknown) => {
    // What is no JSON holds no credentials either.
    if (error instanceof SyntaxError) return {};
    throw error;
  });
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
