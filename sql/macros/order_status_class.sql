-- The words themselves: lower case, no hyphens or underscores.
create or replace macro class_of_order_code(code) as
  case
    when code in (
      'delivered', 'shipped', 'fulfilled', 'completed', 'complete', 'closed', 'done', 'finished', 'dispatched',
      'sent', 'in transit', 'out for delivery', 'picked up', 'collected', 'partially shipped',
      'partially fulfilled', 'partial', 'ready for pickup', 'versendet', 'versandt', 'geliefert', 'zugestellt',
      'abgeschlossen', 'erledigt', 'abgeholt', 'expédié', 'expédiée', 'livré', 'livrée', 'terminé', 'terminée',
      'enviado', 'entregado', 'completado', 'spedito', 'consegnato', 'completato', 'verzonden', 'afgeleverd',
      'bezorgd', 'voltooid', 'wysłane', 'dostarczone', 'zrealizowane', 'levererad', 'skickad', 'leveret', 'entregue'
    ) then 'fulfilled'
    when code in (
      'paid', 'processing', 'in process', 'in progress', 'authorized', 'authorised', 'captured', 'confirmed',
      'payment received', 'payment accepted', 'ready to ship', 'packed', 'preparing', 'unshipped', 'bezahlt',
      'in bearbeitung', 'bestätigt', 'payé', 'payée', 'en cours', 'en préparation', 'confirmé', 'pagado',
      'en proceso', 'confirmado', 'pagato', 'in lavorazione', 'confermato', 'betaald', 'in behandeling',
      'opłacone', 'w realizacji', 'betald', 'betalt', 'pago'
    ) then 'paid'
    when code in (
      'placed', 'pending', 'new', 'open', 'created', 'received', 'ordered', 'on hold', 'hold', 'awaiting payment',
      'pending payment', 'payment pending', 'unpaid', 'unfulfilled', 'draft', 'checkout draft', 'backordered',
      'neu', 'offen', 'bestellt', 'eingegangen', 'wartend', 'ausstehend', 'zahlung ausstehend', 'nouveau',
      'nouvelle', 'en attente', 'passée', 'pendiente', 'nuevo', 'nuevo pedido', 'in attesa', 'nuovo', 'nieuw',
      'openstaand', 'in afwachting', 'nowe', 'oczekujące', 'ny', 'pendente', 'novo'
    ) then 'placed'
    when code in (
      'cancelled', 'canceled', 'cancel', 'cancelled by customer', 'voided', 'void', 'rejected', 'declined', 'failed',
      'expired', 'abandoned', 'deleted', 'trash', 'storniert', 'abgebrochen', 'abgelehnt', 'annulé', 'annulée',
      'cancelado', 'cancelada', 'anulado', 'annullato', 'annullata', 'geannuleerd', 'anulowane', 'avbruten',
      'annulleret', 'échoué', 'échouée', 'fehlgeschlagen'
    ) then 'cancelled'
    when code in (
      'refunded', 'returned', 'refund', 'return', 'charged back', 'chargeback', 'disputed', 'reversed',
      'erstattet', 'rückerstattet', 'zurückerstattet', 'retourniert', 'zurückgegeben', 'remboursé', 'remboursée',
      'retourné', 'retournée', 'reembolsado', 'devuelto', 'rimborsato', 'reso', 'terugbetaald', 'geretourneerd',
      'zwrócone', 'återbetald', 'refunderet', 'devolvido'
    ) then 'refunded'
    else 'unknown'
  end;

-- What a shop's own order status means: placed, paid, fulfilled, cancelled, refunded or unknown. Case and white
-- space do not matter; the usual words of shop systems in several languages are known. Null is unknown.
create or replace macro order_status_class(status) as
  case
    when status in ('delivered', 'shipped', 'fulfilled', 'completed', 'complete') then 'fulfilled'
    when status in ('paid', 'processing') then 'paid'
    when status in ('pending', 'placed', 'new', 'open') then 'placed'
    when status in ('cancelled', 'canceled') then 'cancelled'
    when status in ('refunded', 'returned') then 'refunded'
    when status is null then 'unknown'
    else
      list_transform(
        [replace(replace(normalise_name(status), '_', ' '), '-', ' ')], lambda code: class_of_order_code(code)
      )[1]
  end;
