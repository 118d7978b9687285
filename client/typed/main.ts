// What a program of somebody else's does with a token, written against the types that the API's description makes:
// `tsc --strict` finds out whether they say what is really answered, and this file runs.

import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './described.js'

type ListedRecord = components['schemas']['ListedRecord']

const [url, token, register, measure] = process.argv.slice(2) as [string, string, string, string]
const client: Client<paths> = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } })

/** What was answered; throws what was refused, by its code. */
function answered<T>(answer: { data?: T; error?: { code?: string | number } }): T {
  if (answer.data === undefined) throw new Error(`refused: ${answer.error?.code}`)
  return answer.data
}

async function records(): Promise<ListedRecord[]> {
  const found: ListedRecord[] = []
  let cursor: string | null | undefined
  do {
    const query = { register, limit: 1, ...(cursor ? { cursor } : {}) }
    const page = answered(await client.GET('/api/records', { params: { query } }))
    found.push(...page.records)
    cursor = page.next
  } while (cursor)
  return found
}

async function refusal(): Promise<string | undefined> {
  const { error } = await client.GET('/api/records/{record}', { params: { path: { record: 'none' } } })
  return error?.code
}

async function made() {
  const forms = answered(await client.GET('/v1/projects/{project}/forms', { params: { path: { project: 1 } } }))
  const listed = await records()
  const [first] = listed
  if (!first) throw new Error('no record')
  const one = answered(await client.GET('/api/records/{record}', { params: { path: { record: first.id } } }))
  const query = { register, measure }
  const sum = answered(await client.GET('/api/records/sum', { params: { query } }))
  const figures = answered(await client.GET('/api/figures', { params: { query: { register, status: 'submitted' } } }))
  const files = answered(await client.GET('/api/exports'))
  return {
    forms: forms.map((form) => form.xmlFormId),
    records: listed.map((record) => record.id),
    first: one.history.map((entry) => entry.do),
    data: one.data,
    sum: sum.value,
    figures: figures.measures.map((each) => [each.key, each.total.value]),
    files: files.exports.map((each) => each.state),
    refused: await refusal(),
  }
}

process.stdout.write(JSON.stringify(await made()))
