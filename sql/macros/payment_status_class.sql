-- The words themselves: lower case, no hyphens or underscores.
create or replace macro class_of_payment_code(code) as
  case
    when code in (
      'paid', 'succeeded', 'success', 'successful', 'captured', 'completed', 'complete', 'settled', 'cleared',
      'received', 'accepted', 'approved', 'sale', 'charge', 'partially refunded', 'bezahlt', 'erfolgreich',
      'abgeschlossen', 'eingegangen', 'payé', 'payée', 'réussi', 'réussie', 'accepté', 'acceptée', 'pagado',
      'completado', 'aprobado', 'pagato', 'completato', 'riuscito', 'betaald', 'voltooid', 'geslaagd', 'opłacone',
      'betald', 'betalt', 'pago', 'aprovado'
    ) then 'succeeded'
    when code in (
      'failed', 'failure', 'declined', 'rejected', 'denied', 'error', 'cancelled', 'canceled', 'voided', 'void',
      'expired', 'abandoned', 'blocked', 'fehlgeschlagen', 'abgelehnt', 'storniert', 'abgebrochen', 'échoué',
      'échouée', 'refusé', 'refusée', 'annulé', 'annulée', 'fallido', 'rechazado', 'cancelado', 'fallito',
      'rifiutato', 'annullato', 'mislukt', 'geweigerd', 'geannuleerd', 'odrzucone', 'misslyckad', 'recusado'
    ) then 'failed'
    when code in (
      'refunded', 'refund', 'returned', 'reversed', 'chargeback', 'charged back', 'disputed', 'erstattet',
      'rückerstattet', 'zurückerstattet', 'remboursé', 'remboursée', 'reembolsado', 'devuelto', 'rimborsato',
      'terugbetaald', 'zwrócone', 'återbetald', 'refunderet'
    ) then 'refunded'
    when code in (
      'pending', 'open', 'new', 'created', 'processing', 'authorized', 'authorised', 'unpaid', 'awaiting payment',
      'requires action', 'requires capture', 'requires payment method', 'on hold', 'in progress', 'offen',
      'ausstehend', 'wartend', 'in bearbeitung', 'autorisiert', 'en attente', 'en cours', 'autorisé', 'pendiente',
      'en proceso', 'in attesa', 'openstaand', 'in behandeling', 'oczekujące', 'väntar', 'pendente'
    ) then 'pending'
    else 'unknown'
  end;

-- What a payment status means: succeeded, failed, refunded, pending or unknown. As for orders, case and white
-- space do not matter and null is unknown. A part refund of a payment is still a payment that succeeded.
create or replace macro payment_status_class(status) as
  case
    when status in ('paid', 'succeeded', 'captured', 'completed') then 'succeeded'
    when status in ('failed', 'declined') then 'failed'
    when status in ('refunded', 'refund') then 'refunded'
    when status in ('pending', 'open') then 'pending'
    when status is null then 'unknown'
    else
      list_transform(
        [replace(replace(normalise_name(status), '_', ' '), '-', ' ')], lambda code: class_of_payment_code(code)
      )[1]
  end;
