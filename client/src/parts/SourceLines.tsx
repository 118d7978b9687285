import type { Source } from '../api/sources'
import { periodNamed } from '../text/periods'

/** Records of other schools, each a link to where it is replicated, at `href`. */
export const SourceLines = ({ sources, href }: { sources: Source[]; href: (one: Source) => string }) => (
  <ul class="lines" aria-live="polite">
    {sources.map((one) => (
      <li key={one.id} class="line">
        <a href={href(one)}>
          <span class="title">{one.title}</span>
          <span class="meta">{[one.unit_name, one.place, periodNamed(one.period)].filter(Boolean).join(' · ')}</span>
        </a>
      </li>
    ))}
  </ul>
)
