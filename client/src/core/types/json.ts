// biome-ignore lint/suspicious/noExplicitAny: the values of a record are any JSON, known only by its register
export type Json = Record<string, any>

// biome-ignore lint/suspicious/noExplicitAny: as above
export type Lists = Record<string, any[]>

/** A text in Vietnamese and in English. */
export type Bilingual = { vi: string; en: string }
