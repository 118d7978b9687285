import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import type { Fault } from './Faults'

/** What there is to say of an uploaded file: each with its sheet and row, of a whole column with its sheet. */
export const Remarks = ({ remarks }: { remarks: Fault[] }) => (
  <ul>
    {remarks.map((one) => (
      <li key={`${one.sheet}${one.row}${one.en}`}>
        {placed(one)}
        {inLanguage(one)}
      </li>
    ))}
  </ul>
)

function placed({ sheet, row }: Fault): string {
  if (row) return `${d('register.place', { sheet: sheet ?? '', row })} `
  return sheet ? `${sheet}: ` : ''
}
