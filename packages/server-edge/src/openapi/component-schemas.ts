import * as z from 'zod';
import { adminWidgetSchema } from '../schemas/admin/widget.ts';
import { teamConversationSchema, teamVisitorSchema } from '../schemas/agent/conversation.ts';
import { teamMemberSchema } from '../schemas/agent/identity.ts';
import { teamMessageSchema } from '../schemas/agent/message.ts';
import { conversationSchema } from '../schemas/conversation.ts';
import { attachmentSchema, messagePageSchema, messageSchema } from '../schemas/message.ts';
import { prechatAnswersSchema } from '../schemas/prechat.ts';
import { visitorSchema } from '../schemas/profile.ts';
import { sessionSchema, visitorContextSchema } from '../schemas/session.ts';
import { syncSchema } from '../schemas/sync.ts';
import { textEntitySchema } from '../schemas/text-entity.ts';
import { agentSchema, availabilitySchema, widgetConfigSchema } from '../schemas/widget-config.ts';
import type { Endpoint } from './endpoint.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What occurs in many bodies, or deserves a better name than its endpoint's. */
const NAMED_ANSWERS: Readonly<Record<string, z.ZodType>> = {
  AdminWidget: adminWidgetSchema,
  Agent: agentSchema,
  Attachment: attachmentSchema,
  Availability: availabilitySchema,
  Conversation: conversationSchema,
  Message: messageSchema,
  MessagePage: messagePageSchema,
  Session: sessionSchema,
  Sync: syncSchema,
  TeamConversation: teamConversationSchema,
  TeamMember: teamMemberSchema,
  TeamMessage: teamMessageSchema,
  TeamVisitor: teamVisitorSchema,
  TextEntity: textEntitySchema,
  Visitor: visitorSchema,
  WidgetConfig: widgetConfigSchema,
};
const NAMED_INPUTS: Readonly<Record<string, z.ZodType>> = {
  PrechatAnswers: prechatAnswersSchema,
  VisitorContext: visitorContextSchema,
};

export interface ComponentSchemas {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** `{ $ref }` to the body of a request or of a 200. */
  readonly refTo: (schema: z.ZodType) => JsonSchema;
}

/**
 * The bodies of all endpoints as JSON Schema, each under a name. Requests are described as they come in, before texts
 * are trimmed and numbers read; answers as they go out.
 */
export function componentSchemas(endpoints: readonly Endpoint[]): ComponentSchemas {
  const inputs = nameSchemas(
    NAMED_INPUTS,
    endpoints.map(({ operation, body }) => [`${capitalize(operation)}Request`, body]),
  );
  const answers = nameSchemas(
    NAMED_ANSWERS,
    endpoints.map(({ operation, answer, answerType }) => [
      `${capitalize(operation)}Response`,
      answerType === undefined ? answer : undefined,
    ]),
  );
  return {
    schemas: { ...toJsonSchemas(inputs, 'input'), ...toJsonSchemas(answers, 'output') },
    refTo: (schema) => ({ $ref: pointerTo(inputs.get(schema)?.id ?? answers.get(schema)?.id ?? '') }),
  };
}

type Names = z.core.$ZodRegistry<{ id: string }>;

/** A schema that several endpoints share keeps its first name. */
function nameSchemas(
  named: Readonly<Record<string, z.ZodType>>,
  bodies: readonly (readonly [string, z.ZodType | undefined])[],
): Names {
  const names: Names = z.registry<{ id: string }>();
  for (const [id, schema] of [...Object.entries(named), ...bodies]) {
    if (schema !== undefined && !names.has(schema)) names.add(schema, { id });
  }
  return names;
}

function toJsonSchemas(names: Names, io: 'input' | 'output'): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(names, { io, uri: pointerTo });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutIdentity(schema)]));
}

/** Inside a document, its pointer is a schema's identity. */
export function withoutIdentity(schema: object): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== '$schema' && keyword !== '$id'));
}

function pointerTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function capitalize(operation: string): string {
  return operation.charAt(0).toUpperCase() + operation.slice(1);
}
