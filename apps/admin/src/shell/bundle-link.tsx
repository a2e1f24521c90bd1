import { Link } from '@tanstack/react-router';

/** A bundle's id, which leads to it. */
export function BundleLink({ id }: { id: string }) {
  return (
    <Link className="link mono" to="/registry/$bundleId" params={{ bundleId: id }}>
      {id}
    </Link>
  );
}
