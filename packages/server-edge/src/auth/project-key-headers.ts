/**
 * How a server shows a key of the project to the project's own services. The new keys are not JWTs and belong in `apikey`
 * alone; the legacy key is one, and the services take the role from it.
 */
export function projectKeyHeaders(key: string): Record<string, string> {
  const isJwt = key.split('.').length === 3;
  return { apikey: key, ...(isJwt ? { Authorization: `Bearer ${key}` } : {}) };
}
