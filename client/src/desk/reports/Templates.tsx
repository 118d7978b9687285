import './Templates.css'
import { useState } from 'preact/hooks'
import { change, Refusal } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { ResourceView } from '../shared/ResourceView'
import { download, explain } from '../shared/saveFile'
import { useOnce } from '../shared/useOnce'
import { useResource } from '../shared/useResource'
import { templateFault } from './templateFault'

const LARGEST = 2 << 20 // bytes, as the server has it

/**
 * The part of the reports screen with the Word template of reports: it can be downloaded, changed in Word and uploaded.
 * Earlier templates are kept and can be used again.
 */
export function Templates() {
  const resource = useResource('/api/templates')
  const [fault, setFault] = useState('')
  const [once, next] = useOnce()
  const found = resource.found?.body
  const put = (path: string, body: Json) =>
    change('POST', path, body, undefined, once).then(
      () => {
        next()
        setFault('')
        toast(d('template.was'))
        resource.again()
      },
      (failed) => {
        const wrong = failed instanceof Refusal ? templateFault(failed.fields.file) : ''
        setFault(wrong)
        if (!wrong) explain(failed)
      },
    )
  const upload = async (file: File) => {
    if (file.size > LARGEST) return setFault(d('template.too_large'))
    await put('/api/templates', { name: file.name.slice(0, 200), file: await inBase64(file) })
  }
  return (
    <>
      <p class="lead">{d('template.lead')}</p>
      <div role="alert">{fault && <p class="fault">{fault}</p>}</div>
      <label class="secondary upload">
        <span>{d('template.up')}</span>
        <input
          type="file"
          accept=".docx"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0]
            if (file) upload(file).catch(explain)
            currentTarget.value = ''
          }}
        />
      </label>
      <ResourceView resource={resource}>
        {found && (
          <section class="files">
            <h2>{d('template.now')}</h2>
            <ul>
              {found.templates.map((one: Json, at: number) => (
                <li key={one.id}>
                  <div>
                    <b>{one.name || d('template.own')}</b>
                    {one.at && <span class="meta">{d('template.by', { name: one.by, at: moment(one.at) })}</span>}
                  </div>
                  <div class="outcome">
                    <button
                      type="button"
                      class="secondary"
                      onClick={() => void download(`/api/templates/${one.id}/file`, `${one.name || 'Lan-Toa'}.docx`)}
                    >
                      {d('template.get')}
                    </button>
                    {at > 0 && (
                      <button type="button" class="plain" onClick={() => void put(`/api/templates/${one.id}/use`, {})}>
                        {d('template.use')}
                      </button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            <details>
              <summary>{d('template.names')}</summary>
              <p class="names">{found.variables.map((name: string) => `{{ ${name} }}`).join('  ')}</p>
            </details>
          </section>
        )}
      </ResourceView>
    </>
  )
}

function inBase64(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(file)
  })
}
