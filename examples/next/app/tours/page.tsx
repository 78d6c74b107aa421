export default function ToursPage() {
  return (
    <main>
      <h1>Harbour tours</h1>
      <p>Every day at ten.</p>
    </main>
  );
}
