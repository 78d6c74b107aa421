/**
 * Sends through an SMTP server. nodemailer is loaded at the first mail only: it is large, needs sockets, and most
 * installations send over HTTP.
 */
import type { Transporter } from 'nodemailer';
import { AUTOMATIC_HEADERS, MailError, type Mailer, type MailErrorFields } from './mailer.ts';
import { headerText } from './header-text.ts';

export interface SmtpMailerOptions {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which must offer STARTTLS unless it is on this machine. */
  readonly url: string;
  /** The address that mail comes from, without a name. */
  readonly from: string;
  /** For connecting, for the greeting, and for each answer, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  let transport: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      try {
        transport ??= createTransport(options);
        await (
          await transport
        ).sendMail({
          messageId: mail.messageId,
          from: { name: headerText(mail.fromName, 100), address: options.from },
          to: { name: '', address: mail.to },
          ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: AUTOMATIC_HEADERS,
          // Nothing in a mail may make this server read a file or an address.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw smtpFailure(error);
      }
    },
  };
}

async function createTransport({ url, timeoutMs = DEFAULT_TIMEOUT_MS }: SmtpMailerOptions): Promise<Transporter> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isEncrypted = protocol === 'smtps:';
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  const { default: nodemailer } = await import('nodemailer');
  return nodemailer.createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isEncrypted ? 465 : 587) : Number(port),
    secure: isEncrypted,
    requireTLS: !isEncrypted && !isLocal,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
}

/** The codes of nodemailer (`EAUTH`, …), what the server answered (RFC 5321), and to which command. */
function smtpFailure(error: unknown): MailError {
  const { code, responseCode, command } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const name = typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'unknown';
  // The server's own words may repeat the address or the login, so only numbers and names are kept.
  const message = `The SMTP server did not take the mail (${[name, status, stageOf(command)].filter(Boolean).join(', ')}).`;
  return new MailError(message, { failure: failureOf(name, status, stageOf(command)) });
}

function stageOf(command: unknown): string | undefined {
  return typeof command === 'string'
    ? /^(?:MAIL FROM|RCPT TO|DATA|AUTH|EHLO|STARTTLS|CONN)/.exec(command)?.[0]
    : undefined;
}

function failureOf(name: string, status: number | undefined, stage: string | undefined): MailErrorFields['failure'] {
  if (status !== undefined && status >= 400 && status < 500) return 'temporary';
  if (name === 'EAUTH' || name === 'ENOAUTH' || name === 'EOAUTH2' || name === 'ETLS' || name === 'ECONFIG')
    return 'misconfigured';
  // 530, 534, 535 and 538 ask for a login; before the recipient is named, it is the sender that is refused.
  if (status === 530 || status === 534 || status === 535 || status === 538) return 'misconfigured';
  if (status !== undefined && status >= 500)
    return stage === 'RCPT TO' || stage === 'DATA' ? 'permanent' : 'misconfigured';
  if (name === 'EENVELOPE' || name === 'EMESSAGE') return 'permanent';
  return 'temporary';
}
