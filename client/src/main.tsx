import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Mark } from './mark'
import './style.css'
import en from './text/en.json'
import vi from './text/vi.json'

type Language = 'vi' | 'en'
const TEXTS: Record<Language, typeof vi> = { vi, en }

function FirstPage() {
  const [language, setLanguage] = useState<Language>('vi')
  const other: Language = language === 'vi' ? 'en' : 'vi'
  const text = TEXTS[language]
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  return (
    <>
      <header>
        <button type="button" lang={other} onClick={() => setLanguage(other)}>
          {text.language}
        </button>
      </header>
      <main>
        <Mark size={144} />
        <h1>Lan Tỏa</h1>
        <p class="lead">{text.lead}</p>
        <p>{text.what}</p>
        <a class="primary" href="/so">
          {text.charts}
        </a>
        <h2>{text.promises}</h2>
        <ul>
          <li>{text.safe}</li>
          <li>{text.once}</li>
          <li>{text.seen}</li>
        </ul>
        <p class="coming">{text.coming}</p>
      </main>
      <footer>
        <a href="/api/docs">{text.api}</a>
      </footer>
    </>
  )
}

const place = document.getElementById('app')
if (place) render(<FirstPage />, place)
