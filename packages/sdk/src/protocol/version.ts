/**
 * The version of the wire protocol, sent as `protocol` by `widget-config`.
 *
 * 1 — first version: configuration, session, message, poll, read; events `message.created`, `message.updated`,
 *     `conversation.updated`, `read.updated`, `availability.updated`. Added since: `typing.updated`, `queue.updated`.
 */
export const PROTOCOL_VERSION = 1;
