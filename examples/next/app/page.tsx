import Link from 'next/link';

export default function HomePage() {
  return (
    <main>
      <h1>Harbor Goods</h1>
      <Link href="/tours">Harbour tours</Link>
    </main>
  );
}
