/** How the real server says no: HTTP 400 whatever it is, the real status in `statusCode` (recorded from version 1.70). */
const REFUSALS = {
  bucketNotFound: ['404', 'Bucket not found', 'Bucket not found', 'NoSuchBucket'],
  duplicate: ['409', 'Duplicate', 'The resource already exists', 'KeyAlreadyExists'],
  expiredToken: ['400', 'ExpiredToken', 'The provided token has expired.', 'ExpiredToken'],
  forbidden: ['403', 'Unauthorized', 'new row violates row-level security policy', 'AccessDenied'],
  invalidKey: ['400', 'InvalidKey', 'Invalid key', 'InvalidKey'],
  invalidRange: ['400', 'invalid_range', 'invalid range provided', 'InvalidRange'],
  invalidRequest: ['400', 'InvalidRequest', 'The request is not valid', 'InvalidRequest'],
  invalidSignature: ['400', 'InvalidSignature', 'Invalid signature', 'InvalidSignature'],
  invalidToken: ['400', 'InvalidJWT', 'Invalid JWT', 'InvalidJWT'],
  notFound: ['404', 'not_found', 'Object not found', 'NoSuchKey'],
  routeNotFound: ['404', 'Not Found', 'There is nothing at this address', 'NotFound'],
  tooLarge: ['413', 'Payload too large', 'The object exceeded the maximum allowed size', 'EntityTooLarge'],
} as const satisfies Record<string, readonly [statusCode: string, error: string, message: string, code: string]>;

export type StorageRefusalName = keyof typeof REFUSALS;

/** Thrown anywhere below the endpoint, which turns it into the answer. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  readonly body: Readonly<Record<'statusCode' | 'error' | 'message' | 'code', string>>;

  constructor([statusCode, error, message, code]: readonly [string, string, string, string]) {
    super(message);
    this.body = { statusCode, error, message, code };
  }

  static of(name: StorageRefusalName): StorageRefusal {
    return new StorageRefusal(REFUSALS[name]);
  }

  static ofType(mediaType: string): StorageRefusal {
    return new StorageRefusal([
      '415',
      'invalid_mime_type',
      `mime type ${mediaType} is not supported`,
      'InvalidMimeType',
    ]);
  }
}
