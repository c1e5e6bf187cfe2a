"""What the desk knows: models, engine, migrations and queries; neither Telegram nor texts."""
