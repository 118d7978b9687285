import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Contact } from '../../core/types/catalog'
import { useCatalog } from '../../parts/live'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Ask, Sheet } from '../shared/Sheet'

/** Whom teachers call for help, and a dialog to change it. */
export function HelpContact() {
  const known = useCatalog()?.contact
  // Until the next exchange brings it, what was said here stands here.
  const [said, setSaid] = useState<Contact | null>()
  const [changing, setChanging] = useState(false)
  const contact = said === undefined ? known : said
  return (
    <section>
      <h2>{d('contact.title')}</h2>
      <p class="meta">{d('contact.what')}</p>
      <ul class="registers">
        <li>
          <div>{contact ? <b>{`${contact.name} · ${contact.phone}`}</b> : d('contact.none')}</div>
          <button type="button" class="secondary" onClick={() => setChanging(true)}>
            {d('contact.change')}
          </button>
        </li>
      </ul>
      {changing && <Change was={contact} said={setSaid} close={() => setChanging(false)} />}
    </section>
  )
}

interface ChangeProps {
  was: Contact | null | undefined
  said: (contact: Contact | null) => void
  close: () => void
}

function Change({ was, said, close }: ChangeProps) {
  const [name, setName] = useState(was?.name ?? '')
  const [phone, setPhone] = useState(was?.phone ?? '')
  const someone = !!(name.trim() || phone.trim())
  const send = async (once: string) => {
    const contact = someone ? { name: name.trim(), phone: phone.trim() } : null
    await change(contact ? 'PUT' : 'DELETE', '/api/help-contact', contact ?? undefined, undefined, once)
    said(contact)
    toast(d('contact.was_set'))
  }
  return (
    <Sheet title={d('contact.title')} go={d('contact.set')} send={send} close={close}>
      <Ask label={d('contact.name')}>
        <input required={someone} maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Ask>
      <Ask label={d('contact.phone')} help={d('contact.phone_help')}>
        <input
          type="tel"
          required={someone}
          maxLength={40}
          value={phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
      </Ask>
    </Sheet>
  )
}
