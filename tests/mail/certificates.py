"""Certificates for mail servers of the tests, from an issuer that a test may trust."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from frontlinje.base import clock

HOST = "localhost"
_BEGAN_AT = datetime(2020, 1, 1, tzinfo=UTC)


class Issuer:
    """Vouches for servers; whoever has ``SSL_CERT_FILE`` point to ``root`` believes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "issuer.pem"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Issuer")
        made = self._signed(self._name, self._key.public_key(), days=30).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.root.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def issue(self, *, host: str = HOST, days: float = 30) -> Path:
        """Return a certificate with its key, in one file, that ends in so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._signed(_named(host), key.public_key(), days=days).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
        path = self.folder / f"{host}-{days:g}.pem"
        path.write_bytes(
            made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)
            + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        return path

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, days: float
    ) -> x509.CertificateBuilder:
        return x509.CertificateBuilder(
            subject_name=name,
            issuer_name=self._name,
            public_key=key,
            serial_number=x509.random_serial_number(),
            not_valid_before=_BEGAN_AT,
            not_valid_after=clock.now() + timedelta(days=days),
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
