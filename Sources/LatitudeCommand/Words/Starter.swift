import Documents

/// The `latitude.yml` that a new base begins with: a vocabulary that fits most teams in customer
/// relations, with comments that say how to make it one's own.
struct Starter {
  let name: String
  /// Two letters; the labels are French for `fr` and English otherwise.
  let language: String
  let currency: Currency

  /// What a base is called that nobody named: like its folder.
  static func name(ofFolder path: String) -> String {
    let names = Input.resolved(path).split(separator: "/").filter { $0 != "." && $0 != ".." }
    return names.last.map(String.init) ?? "Latitude"
  }

  var text: String {
    let head = """
      format: 1
      name: \(YAMLText.quoted(name))
      language: \(language)
      currency: \(currency)

      """
    return head + (language == "fr" ? Starter.french : Starter.english)
  }

  /// The role of the vocabulary that a first map is for.
  var firstRole: String { language == "fr" ? "conseiller" : "agent" }

  private static let french = """

    # Tout ce qui suit est à vous : ajoutez, renommez, retirez, puis commitez.
    # Les noms (conseiller, voucher) vont dans les documents et restent ; les libellés se changent.

    # Qui décide. Chaque rôle peut avoir une carte d'autonomie : latitude map edit conseiller
    roles:
      conseiller: {label: Conseiller, levels: [debutant, confirme]}
      superviseur: {label: Superviseur}

    # Où et par où. Décommentez et adaptez :
    # teams: [lyon, toulouse]
    channels: [phone, email, chat, store]

    # Pourquoi un client appelle. Un cas nomme un chemin : delivery/damaged
    motives:
      delivery:
        label: Livraison
        children:
          damaged: Colis abîmé
          late: Retard
          lost: Colis perdu
      product:
        label: Produit
        children:
          defect: Panne ou défaut
          wrong-item: Erreur de produit
      billing:
        label: Facturation
        children:
          wrong-charge: Débit erroné
          refund: Remboursement attendu
      service:
        label: Service
        children:
          waiting: Attente ou absence de réponse
          promise: Promesse non tenue
      other: Autre

    # Ce qu'on peut décider.
    actions:
      voucher: {label: "Bon d'achat"}
      refund: {label: Remboursement}
      reship: {label: Renvoi du produit}
      modify-order: {label: Modifier une commande}
      waive-fees: {label: Supprimer des frais}
      call-back: {label: Rappeler le client}

    # Ce dont les cartes peuvent tenir compte. Un fait sans « default » manque tant qu'on ne le
    # donne pas ; avec, il est supposé, et la réponse le dit.
    facts:
      orders: {type: integer, label: Commandes passées}
      photo: {type: boolean, label: Photo reçue}
      price: {type: money, label: Prix du produit}
      risk: {type: choice, values: [none, legal, safety, financial], default: none, label: Risque}

    # Qui peut réviser quelle carte. Sans cette liste, tout le monde ; chacun peut noter un cas.
    # people:
    #   - {email: lea@exemple.fr, name: Léa, role: superviseur, manages: [conseiller]}

    # Ni nom, ni téléphone, ni carte bancaire dans un historique qui n'oublie rien, et aucun chiffre
    # sur un groupe plus petit que celui-ci.
    privacy: {personal_data: refuse, smallest_group: 5}

    """

  private static let english = """

    # All of this is yours: add, rename, remove, then commit.
    # Names (agent, voucher) go into documents and stay; labels may change.

    # Who decides. Each role can have an autonomy map: latitude map edit agent
    roles:
      agent: {label: Agent, levels: [junior, senior]}
      supervisor: {label: Supervisor}

    # Where and how. Uncomment and adapt:
    # teams: [london, leeds]
    channels: [phone, email, chat, store]

    # Why customers call. A case names a path: delivery/damaged
    motives:
      delivery:
        label: Delivery
        children:
          damaged: Damaged parcel
          late: Late delivery
          lost: Lost parcel
      product:
        label: Product
        children:
          defect: Fault or defect
          wrong-item: Wrong item
      billing:
        label: Billing
        children:
          wrong-charge: Wrong charge
          refund: Refund not received
      service:
        label: Service
        children:
          waiting: Waiting or no answer
          promise: Broken promise
      other: Other

    # What can be decided.
    actions:
      voucher: {label: Voucher}
      refund: {label: Refund}
      reship: {label: Send the product again}
      modify-order: {label: Change an order}
      waive-fees: {label: Waive fees}
      call-back: {label: Call the customer back}

    # What maps may take into account. A fact without a default is missing until it is given; with
    # one it is assumed, and the answer says so.
    facts:
      orders: {type: integer, label: Orders so far}
      photo: {type: boolean, label: Photo received}
      price: {type: money, label: Price of the product}
      risk: {type: choice, values: [none, legal, safety, financial], default: none, label: Risk}

    # Who may revise which map. Without this list, everybody; anyone may record a case.
    # people:
    #   - {email: lea@example.com, name: Lea, role: supervisor, manages: [agent]}

    # No name, telephone or card number in a history that cannot forget, and no figure about a group
    # smaller than this.
    privacy: {personal_data: refuse, smallest_group: 5}

    """
}
