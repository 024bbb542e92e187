/** What a log can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type JsonObject = { readonly [name: string]: JsonValue }
