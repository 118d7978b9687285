import './Blossom.css'

const TURNS = [0, 72, 144, 216, 288]
const PETAL = 'M0-5C-8-11-18-25-13-36C-10-43-3-42 0-47C3-42 10-43 13-36C18-25 8-11 0-5Z'

/** A drawing of the hoa ban flower beside the app's name, `size` pixels wide; decoration that screen readers skip. */
export function Blossom({ size }: { size: number }) {
  return (
    <svg class="blossom" width={size} height={size} viewBox="-64 -64 128 128" aria-hidden="true">
      {TURNS.map((turn) => (
        <g key={turn} transform={`rotate(${turn})`}>
          <path class="ripple far" d={PETAL} transform="scale(1.32)" />
          <path class="ripple near" d={PETAL} transform="scale(1.15)" />
          <path class="petal" d={PETAL} />
          <path class="vein" d="M0-12V-35" />
        </g>
      ))}
      <circle class="heart" r="5" />
    </svg>
  )
}
