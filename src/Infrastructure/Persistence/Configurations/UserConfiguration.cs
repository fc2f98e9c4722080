using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Name).HasMaxLength(UserName.MaxLength);
        builder.Property(u => u.FoldedName).HasMaxLength(UserName.MaxLength);
        builder.HasIndex(u => u.FoldedName).IsUnique();

        // Of many first registrations at once, one wins.
        builder.HasIndex(u => u.Role).IsUnique().HasFilter($"\"Role\" = {(int)UserRole.Root}").HasDatabaseName("IX_Users_OneRoot");

        builder.ComplexProperty(u => u.Preferences, preferences =>
        {
            preferences.Property(p => p.SystemPrompt).HasMaxLength(Preferences.MaxSystemPromptLength);
            preferences.ComplexProperty(p => p.Options);
        });
    }
}
