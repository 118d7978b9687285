import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'

/** One fault of an uploaded file: its sheet and row, if it has any, and what is wrong in both languages. */
export interface Fault {
  sheet: string | null
  row: number | null
  vi: string
  en: string
}

/** A table of everything that is wrong with an uploaded file (`name`), each with its sheet and row. */
export function Faults({ name, faults }: { name: string; faults: Fault[] }) {
  return (
    <section class="faults" role="alert">
      <h2>
        <Icon name="warn" /> {d('register.bad', { name, n: faults.length })}
      </h2>
      <p>{d('register.bad_why')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{d('register.sheet')}</th>
            <th scope="col" class="right">
              {d('register.row')}
            </th>
            <th scope="col">{d('register.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault) => (
            <tr key={`${fault.sheet}${fault.row}${fault.en}`}>
              <td>{fault.sheet ?? '–'}</td>
              <td class="right">{fault.row ?? '–'}</td>
              <td>{inLanguage(fault)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
