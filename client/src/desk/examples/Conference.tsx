import './Conference.css'
import { useState } from 'preact/hooks'
import { useBusy } from '../../parts/busy'
import { d } from '../../text/desk'
import { language } from '../../text/text'
import { download } from '../shared/saveFile'

const PLACES = {
  vi: { slides: '/dien-hinh/trinh-chieu', pages: '/dien-hinh/hoi-nghi' },
  en: { slides: '/dien-hinh/en/slides', pages: '/dien-hinh/en/conference' },
}

/** What a conference of a school year's published examples needs: slides, pages to print, and a booklet for Word. */
export function Conference({ years }: { years: string[] }) {
  const [year, choose] = useState(years[0] ?? '')
  const [busy, run] = useBusy()
  const at = PLACES[language()]
  const query = `?nam=${encodeURIComponent(year)}`
  return (
    <details class="conference">
      <summary>{d('conference.title')}</summary>
      <p class="meta">{d('conference.lead')}</p>
      <div class="ways">
        <label>
          {d('conference.year')}
          <select value={year} onChange={(event) => choose(event.currentTarget.value)}>
            {years.map((one) => (
              <option key={one} value={one}>
                {one.replace('-', '–')}
              </option>
            ))}
          </select>
        </label>
        <a class="secondary" href={at.slides + query} target="_blank" rel="noopener">
          {d('conference.slides')}
        </a>
        <a class="secondary" href={at.pages + query} target="_blank" rel="noopener">
          {d('conference.pages')}
        </a>
        <button
          type="button"
          class="secondary"
          disabled={busy}
          onClick={() => void run(() => download(`/api/conferences/booklet?year=${year}`, `dien-hinh-${year}.docx`))}
        >
          {d('conference.booklet')}
        </button>
      </div>
    </details>
  )
}
