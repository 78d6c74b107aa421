/** Where the answers to the form before the chat are stored until a message has carried them. */
export const PRECHAT_KEY = 'prechat';
