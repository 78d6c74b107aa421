import { badRequest } from '../bot-api-error.ts';
import type { ApiLocation } from '../api-types.ts';
import type { Params } from '../params.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import type { Method, MethodContext } from './method.ts';
import { send } from './outgoing.ts';

/** [DOC sendContact] */
const MAX_VCARD_BYTES = 2048;

/** Messages that are neither text nor file. Live locations are not modelled. */
export const placeMethods: Record<string, Method> = {
  sendLocation(context) {
    const markup = readReplyMarkup(context.params);
    const location = readLocation(context);
    return send(context, markup, () => ({ location }));
  },

  sendVenue(context) {
    const markup = readReplyMarkup(context.params);
    const location = readLocation(context);
    const title = context.params.text('title')?.trim();
    const address = context.params.text('address')?.trim();
    // Unverified wording: the server leaves this check to Telegram.
    if (!title || !address) throw badRequest('VENUE_INVALID');
    const venue = { location, title, address };
    // [DOC] The place of a venue is there twice, for bots that know only locations.
    return send(context, markup, () => ({ location, venue }));
  },

  sendContact(context) {
    const { params } = context;
    const markup = readReplyMarkup(params);
    const lastName = params.text('last_name');
    const vcard = params.text('vcard');
    // Unverified wording.
    if (vcard && Buffer.byteLength(vcard) > MAX_VCARD_BYTES) throw badRequest('vcard is too long');
    const contact = {
      phone_number: requiredArgument(context, 'phone_number'),
      first_name: requiredArgument(context, 'first_name'),
      ...(lastName && { last_name: lastName }),
      ...(vcard && { vcard }),
    };
    return send(context, markup, () => ({ contact }));
  },
};

function readLocation({ params }: MethodContext): ApiLocation {
  if (params.has('live_period')) throw badRequest('live_period is not modelled by this simulator');
  const latitude = readDegrees(params, 'latitude');
  const longitude = readDegrees(params, 'longitude');
  // Unverified wording.
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) throw badRequest('wrong location specified');
  return { latitude, longitude };
}

/** [SRC Client::get_location] */
function readDegrees(params: Params, name: 'latitude' | 'longitude'): number {
  const value = params.text(name)?.trim();
  if (!value) throw badRequest(`${name} is empty`);
  return Number(value);
}

/** [SRC Client::get_required_string_arg] */
function requiredArgument({ params }: MethodContext, name: string): string {
  const value = params.text(name);
  if (!value) throw badRequest(`parameter "${name}" is required`);
  return value;
}
